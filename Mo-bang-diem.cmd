@echo off
rem Mo bang diem tren may tinh nay: tao moi truong lan dau, chay may chu, mo cua so dieu khien va cua so trinh chieu.
rem Can Python 3.11 tro len (Microsoft Store). Co thu muc wheels ben canh thi cai dat khong can Internet.
chcp 65001 > nul
setlocal
set PYTHONUTF8=1
cd /d "%~dp0"
set PYTHON=python
where py > nul 2> nul && set PYTHON=py -3
where py > nul 2> nul && py -3.11 -c "" > nul 2> nul && set PYTHON=py -3.11
%PYTHON% tools\start.py %*
if errorlevel 1 (
  echo.
  echo Chưa mở được bảng điểm. Xem dòng thông báo ở trên, hoặc docs\hosting.md, phần "Máy tính ở hội trường".
  pause
)
